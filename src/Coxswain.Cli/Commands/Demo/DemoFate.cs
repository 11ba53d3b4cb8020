namespace Coxswain.Cli.Commands.Demo;

/// <summary>What the demo's upstream does with some of its calls.</summary>
/// <param name="Fault">As the simulator names it; <see langword="null"/>: it answers.</param>
/// <param name="Times">Attempts of one call that meet the fault before it is answered.</param>
/// <param name="Calls">That meet this.</param>
internal sealed record DemoFate(string? Fault, int Times, int Calls)
{
    private const int Always = int.MaxValue;

    /// <summary>What every demo's calls meet: what passes by itself, what does not, and what comes too late to be repaired unseen.</summary>
    public static IReadOnlyList<DemoFate> Mix { get; } =
    [
        new(null, 0, 28),
        new("529", 1, 4), new("529", 2, 1), new("500", 1, 2), new("503", 1, 1), new("502-html", 1, 1), new("429", 1, 2),
        new("reset:before-headers", 1, 2), new("error-event:after-headers", 1, 1), new("empty-stream", 1, 1), new("stall:before-headers", 1, 1),
        new("cut:in-block", 1, 1), new("429-long", Always, 1), new("400", Always, 1), new("529", Always, 1),
    ];
}
