namespace Coxswain.Core.Sessions;

/// <summary>One session with what happened in it.</summary>
/// <param name="FailedTries">Tries that failed as the client saw them, the last of each request it gave up on among them; where only telemetry told, at least so many (see <see cref="IsFailedTriesLeast"/>).</param>
/// <param name="Costs">Its requests by <c>cost_status</c>, the most frequent first.</param>
/// <param name="ClientTotal"><see langword="null"/> when no transcript told it.</param>
/// <param name="Errors">Requests that ended with a failure, those only the gateway saw among them.</param>
public sealed record SessionDetail(
    SessionSummary Session,
    long Prompts,
    long Errors,
    long FailedTries,
    long Compactions,
    IReadOnlyList<SessionCost> Costs,
    SessionClientTotal? ClientTotal,
    IReadOnlyList<SessionTool> Tools,
    IReadOnlyList<SessionAgent> Agents)
{
    /// <summary>Of the prompts, those only telemetry told, without their text: the client's own word that a task ended looks the same there.</summary>
    public long UncertainPrompts { get; init; }

    /// <summary>There may be more failed tries: telemetry does not tell those of requests that were answered in the end.</summary>
    public bool IsFailedTriesLeast => !Session.Sources.Contains("transcripts");

    /// <summary>Said when the session began before what the store keeps; <see langword="null"/> otherwise.</summary>
    public string? RetentionNote { get; init; }

    /// <inheritdoc cref="SessionList.Damage"/>
    public int Damage { get; init; }

    /// <inheritdoc cref="SessionList.DamageNote"/>
    public string? DamageNote { get; init; }
}
