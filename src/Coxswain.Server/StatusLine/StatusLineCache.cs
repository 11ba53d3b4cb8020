namespace Coxswain.Server.StatusLine;

/// <summary>A prompt cache that runs out soon, and costs as much to write anew as the user wants to hear of.</summary>
/// <param name="ExpiresAt">By the requests that are stored; the client may know better.</param>
/// <param name="RebuildUsd">Beyond reading it; an estimate, by the price of the model that answered last.</param>
/// <param name="AsOf">When the store was asked.</param>
public sealed record StatusLineCache(DateTimeOffset ExpiresAt, decimal RebuildUsd, DateTimeOffset AsOf);
