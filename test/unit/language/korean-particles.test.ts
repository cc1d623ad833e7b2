import assert from "node:assert/strict";
import { withParticles } from "../../../src/language/korean-particles.ts";
import { fill } from "../../../src/language/locale.ts";

describe("Korean particles", () => {
	it("are those that a word in Hangul asks for", () => {
		const pairs = [
			["웹 서버을(를) 지웠습니다.", "웹 서버를 지웠습니다."],
			["요청 분산기이(가) 작업 대기열을(를) 호출합니다.", "요청 분산기가 작업 대기열을 호출합니다."],
			["“타임라인”은(는) 읽기 전용입니다.", "“타임라인”은 읽기 전용입니다."],
			["캐시과(와) 이웃, 저장소와(과) 대기열와(과)", "캐시와 이웃, 저장소와 대기열과"],
			["서울(으)로, 부산(으)로, 대구(으)로", "서울로, 부산으로, 대구로"],
		] as const;
		for (const [open, chosen] of pairs) assert.equal(withParticles(open), chosen);
	});

	it("stay open after words that may be read in several ways", () => {
		const text = "`us.web`은(는) MySQL을(를) 3M와(과) 함께 us(으)로";
		assert.equal(withParticles(text), text);
	});

	it("are chosen when a text is filled in", () => {
		const template = "이제 {from}이(가) {to}을(를) 호출합니다.";
		assert.equal(fill(template, { from: "웹 서버", to: "redis" }), "이제 웹 서버가 redis을(를) 호출합니다.");
	});
});
