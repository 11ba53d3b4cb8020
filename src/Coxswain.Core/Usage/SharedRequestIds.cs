namespace Coxswain.Core.Usage;

/// <summary>
/// Request ids that transcripts have two or more messages under. Each is one request in the store, since telemetry knows requests by that id alone, with
/// the usage of its larger message; counted by message id and request id, as the issue of de-duplication has it, each message would be one.
/// </summary>
/// <param name="RequestIds">Some of them, the newest first.</param>
public sealed record SharedRequestIds(long Requests, IReadOnlyList<string> RequestIds);
