/**
 * A strict UCWA 2.0 server for demonstrations and for tests of one's own routes; see {@link io.github.camelucwa.simulator.UcwaSimulator}.
 *
 * <p>It can be an object, a JUnit 5 extension ({@link io.github.camelucwa.simulator.UcwaSimulatorExtension}), a program
 * ({@link io.github.camelucwa.simulator.UcwaSimulator#main(String[])}) driven by a
 * {@link io.github.camelucwa.simulator.SimulatorScript}, or by its control page at {@code /simulator/}.</p>
 *
 * <p>What it enforces, always: URLs that no link led to are 404; a missing, expired or unknown token is 401, a token of another host 500
 * with diagnostics 28032; a wrong {@code ack} gets {@code resync}; of two P-GETs with the same {@code ack} the first gets 409
 * PGetReplaced unless its priority is higher; P-GET parameters out of range, missing or too long fields are 400 with
 * {@code parameters}; makeMeAvailable works once and nothing incoming arrives before it; reportMyActivity needs it; an application without
 * P-GET or activity ends; a POST needs a length.</p>
 *
 * <table>
 * <caption>What can be switched while it runs</caption>
 * <tr><th>at</th><th>what</th></tr>
 * <tr><td>{@link io.github.camelucwa.simulator.DiscoverySwitches}</td><td>redirectInBody, redirectByHttp, loopInBody, loopByHttp, html, xml,
 * withoutUser, notFound, userRedirect, userForbidden, userNotFound, applicationsAt, revision, reset</td></tr>
 * <tr><td>{@link io.github.camelucwa.simulator.SignInSwitches}</td><td>challenge, grants, tokenUrl, tokenError, minimalToken, ntlmRefused,
 * tokenLife</td></tr>
 * <tr><td>{@link io.github.camelucwa.simulator.Behaviour}</td><td>eventBefore201, absoluteLocation, bundling, readableAfterCompletion,
 * escalationFails, lateAnswer, links, allModalities, makeMeAvailableRevision, compression</td></tr>
 * <tr><td>{@link io.github.camelucwa.simulator.Faults}</td><td>answer, answerWithoutBody, error, tooManyRequests,
 * proxyChallenge, wrongTicket, invalidToken, redirect, html, garbage, empty, endlessBody, cut, loseAnswer, cutBody, silence, trickle, delay</td></tr>
 * <tr><td>{@link io.github.camelucwa.simulator.SimulatedAccount}</td><td>embedding, maximumApplications, refuseApplications, packagesKept</td></tr>
 * <tr><td>{@link io.github.camelucwa.simulator.SimulatedApplication}</td><td>cutPoll, endPoll, lose, expire, loseEvents, fallSilent</td></tr>
 * <tr><td>{@link io.github.camelucwa.simulator.SimulatedPerson}</td><td>accepts, acceptsAtOnce, declines, staysSilent, isUnknown,
 * isRefusedAsUnknown, isRefused, isBusy, doesNotWantToBeDisturbed, isUnreachable, fails, after, ringing, then</td></tr>
 * <tr><td>{@link io.github.camelucwa.simulator.SimulatedTime}</td><td>scaled, and each
 * {@link io.github.camelucwa.simulator.SimulatedTimer}</td></tr>
 * <tr><td>{@link io.github.camelucwa.simulator.UcwaSimulator}</td><td>stop, start, restart, loseEverything, expireTokens, issueToken,
 * acceptToken, addHost, addPlainHost, addForeignHost</td></tr>
 * </table>
 */
package io.github.camelucwa.simulator;
