namespace Coxswain.Core.Sessions;

/// <summary>Which session a user means, who may write only the start of its id.</summary>
/// <param name="SessionId">As written when the store knows no such start.</param>
/// <param name="Problem">More than one session starts so, and which; <see langword="null"/>: none.</param>
public sealed record SessionChoice(string SessionId, string? Problem)
{
    private const int Shown = 10;

    /// <summary>False when the store knows no session whose id starts as written.</summary>
    public bool IsKnown { get; init; } = true;

    public static async Task<SessionChoice> ReadAsync(ISessionStore store, string written, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (written.Length == 0)
        {
            return new SessionChoice("", null);
        }

        var found = await store.MatchAsync(written, Shown + 1, cancellationToken).ConfigureAwait(false);
        if (found.Count == 0 || found[0] == written)
        {
            return new SessionChoice(written, null) { IsKnown = found.Count > 0 };
        }

        return found.Count == 1
            ? new SessionChoice(found[0], null)
            : new SessionChoice(written, $"More than one session starts with {written}: {string.Join(", ", found.Take(Shown))}{(found.Count > Shown ? ", …" : "")}. Write more of the id.");
    }
}
