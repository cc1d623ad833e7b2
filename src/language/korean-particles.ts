/** By the particle that leaves open what it follows: after a final consonant, and after a vowel. */
const PARTICLES: Readonly<Record<string, readonly [string, string]>> = {
	"은(는)": ["은", "는"],
	"이(가)": ["이", "가"],
	"을(를)": ["을", "를"],
	"과(와)": ["과", "와"],
	"와(과)": ["과", "와"],
	"(으)로": ["으로", "로"],
};
const open = Object.keys(PARTICLES).map((particle) => particle.replaceAll(/[()]/g, "\\$&"));
const OPEN = new RegExp(`([가-힣])(["'”’\`)\\]]*)(${open.join("|")})`, "g");

/** Finals in one syllable block: none, and 27 consonants. */
const FINALS = 28;
/** After it, 로 stands as after a vowel. */
const RIEUL = 8;

/**
 * The one form of each particle that its word asks for, where that word is written in Hangul. How others are read aloud is not
 * known: after them both forms stay, as everybody writes them.
 */
export function withParticles(text: string): string {
	return text.replace(OPEN, (_, syllable: string, closing: string, open: string) => {
		const final = (syllable.charCodeAt(0) - 0xac00) % FINALS;
		const [afterConsonant, afterVowel] = PARTICLES[open]!;
		const isOpen = final === 0 || (open === "(으)로" && final === RIEUL);
		return `${syllable}${closing}${isOpen ? afterVowel : afterConsonant}`;
	});
}
