import type { Localized } from "../../language/locale.ts";
import type { Component } from "../../model/architecture.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import type { Step } from "../edit/fix.ts";
import { set, times } from "../edit/operations.ts";
import { isQuorum, keepsSessions, unbalancedLinks } from "../graph.ts";
import { balance } from "./balance.ts";
import { shareSessions } from "./share-sessions.ts";

/**
 * Runs a tier on `instances`, with what it needs for that: a balancer in front of it, and sessions out of its memory. An
 * autoscaled tier may grow that far, and runs no fewer than `least`.
 */
export function scaleOut(component: Component, instances: number, least = 1): readonly Step[] {
	const { id } = component;
	const run: Step = ({ architecture }) => {
		const found = architecture.elements.get(id);
		if (found?.type !== "component") return undefined;
		const { min, max } = found.instances;
		if (instances <= min) return [];
		return [min === max ? times(found, instances) : times(found, Math.max(min, least), Math.max(max, instances))];
	};
	return [run, balance(id), shareSessions(id)];
}

/** What `scaleOut` does beside running more instances, to be told in its title. Empty: only a number changes. */
export function companions(component: Component): Localized {
	const balancer = unbalancedLinks(component).length > 0;
	const sessions = keepsSessions(component);
	if (balancer && sessions) {
		return {
			en: " behind a load balancer, with sessions in a shared store",
			ko: ", 로드 밸런서를 앞에 두고 세션은 공유 저장소로 옮기기",
		};
	}
	if (balancer) return { en: " behind a load balancer", ko: ", 앞에 로드 밸런서 두기" };
	return sessions
		? { en: ", with sessions in a shared store", ko: ", 세션은 공유 저장소로 옮기기" }
		: { en: "", ko: "" };
}

export function onlyNumbers(component: Component): boolean {
	return companions(component).en === "";
}

/** Gives a database replicas, and has one of them promoted when the primary fails. */
export function replicate(id: string, replicas: number): Step {
	return ({ architecture }) => {
		const database = architecture.elements.get(id);
		if (database?.type !== "component") return undefined;
		const failover = isPromoted(database) ? [] : [set(database, "failover", "automatic")];
		if ((numberOf(database, "replicas") ?? 0) >= replicas) return failover;
		return [set(database, "replicas", String(replicas)), ...failover];
	};
}

/** What `replicate` does beside adding replicas, to be told in its title. */
export function promotion(database: Component): Localized {
	return isPromoted(database) ? { en: "", ko: "" } : { en: " with automatic failover", ko: ", 자동 장애 조치 켜기" };
}

function isPromoted(database: Component): boolean {
	const failover = wordOf(database, "failover");
	return failover === "automatic" || failover === "manual" || isQuorum(database);
}
