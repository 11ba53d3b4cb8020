namespace Coxswain.Testing.Upstream.Simulation;

/// <summary>Sums over every Messages call since the start.</summary>
/// <param name="CostTokens">Tokens at the price of input: 5-minute writes count 1.25, 1-hour writes 2, reads the model's factor, output 5.</param>
public sealed record SimulatorTotals(
    long Calls, long Answered, long Faulted, long Refused, long Left, long InputTokens, long CacheReadTokens, long CacheWrite5mTokens, long CacheWrite1hTokens, long OutputTokens, decimal CostTokens)
{
    public static readonly SimulatorTotals None = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    internal SimulatorTotals Plus(SimulatedCall call)
    {
        var counted = this with
        {
            Calls = Calls + 1,
            Answered = Answered + (call.Outcome == SimulatedOutcome.Answered ? 1 : 0),
            Faulted = Faulted + (call.Outcome == SimulatedOutcome.Faulted ? 1 : 0),
            Refused = Refused + (call.Outcome == SimulatedOutcome.Refused ? 1 : 0),
            Left = Left + (call.Outcome == SimulatedOutcome.Left ? 1 : 0),
        };
        if (call.Cache is not { } cache)
        {
            return counted;
        }

        var factor = SimulatedModel.All[call.Model].CacheReadFactor;
        return counted with
        {
            InputTokens = InputTokens + cache.Input,
            CacheReadTokens = CacheReadTokens + cache.Read,
            CacheWrite5mTokens = CacheWrite5mTokens + cache.Write5m,
            CacheWrite1hTokens = CacheWrite1hTokens + cache.Write1h,
            OutputTokens = OutputTokens + call.OutputTokens,
            CostTokens = CostTokens + cache.Input + (1.25m * cache.Write5m) + (2m * cache.Write1h) + (factor * cache.Read) + (5m * call.OutputTokens),
        };
    }
}
