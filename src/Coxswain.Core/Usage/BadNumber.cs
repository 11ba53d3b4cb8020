namespace Coxswain.Core.Usage;

/// <summary>An attribute of request events that was sent but is no valid number: text, negative, NaN, too large, or a fraction of a token.</summary>
/// <param name="ClientVersion">Empty when the events do not say.</param>
/// <param name="RequestsWithoutCost">Of <paramref name="Requests"/>, those whose cost is unknown; the others' is known from a transcript or in spite of it.</param>
public sealed record BadNumber(string Attribute, string ClientVersion, long Requests, long RequestsWithoutCost, DateTimeOffset First, DateTimeOffset Last);
