namespace Coxswain.Testing.Traces.Drafting;

internal sealed class SessionDraft
{
    public required string SessionId { get; init; }

    public required string UserId { get; init; }

    public required TraceProject Project { get; init; }

    public required string Branch { get; init; }

    public required string Title { get; init; }

    public required string MainModel { get; init; }

    public required bool OneHourCache { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required TimeSpan Length { get; init; }

    public List<TurnDraft> Turns { get; } = [];

    public DateTimeOffset End { get; set; }

    public IEnumerable<CallDraft> AllCalls => Turns.SelectMany(turn => turn.AllCalls);
}
