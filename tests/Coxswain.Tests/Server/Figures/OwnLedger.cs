using Coxswain.Testing.Traces;

namespace Coxswain.Tests.Server.Figures;

/// <summary>What prompt caches lost, worked out from the generator's list.</summary>
internal sealed record OwnLedger(int Turns, int FirstTurns, int LostTurns, long Expected, long Actual, long LostTokens, decimal LossUsd)
{
    /// <summary>A turn of a conversation should read what the one before read and wrote, as far as its own prompt goes.</summary>
    public static OwnLedger Of(IEnumerable<TraceSession> sessions)
    {
        var (turns, first, lost, expected, actual, lostTokens, loss) = (0, 0, 0, 0L, 0L, 0L, 0m);
        foreach (var conversation in sessions.SelectMany(static session => session.Requests.Where(static request => request.QueryClass != "auxiliary").GroupBy(request => (session.SessionId, request.Agent?.AgentId))))
        {
            long? left = null;
            foreach (var request in conversation.OrderBy(static request => request.At - request.Duration))
            {
                turns++;
                if (left is { } before)
                {
                    var should = Math.Min(before, request.Usage.Prompt);
                    var missing = Math.Max(0, should - request.Usage.CacheRead);
                    (expected, actual, lost, lostTokens) = (expected + should, actual + request.Usage.CacheRead, lost + (missing > 0 ? 1 : 0), lostTokens + missing);
                    loss += Loss(request, missing);
                }
                else
                {
                    first++;
                }

                left = request.Usage.CacheRead + request.Usage.CacheWrite;
            }
        }

        return new OwnLedger(turns, first, lost, expected, actual, lostTokens, loss);
    }

    private static decimal Loss(TraceRequest request, long missing)
    {
        var usage = request.Usage;
        var hour = Math.Min(missing, usage.CacheWrite1h);
        var minutes = Math.Min(missing - hour, usage.CacheWrite5m);
        var input = missing - hour - minutes;
        return TracePrices.Cost(request.Model, usage)
            - TracePrices.Cost(request.Model, usage with { CacheWrite1h = usage.CacheWrite1h - hour, CacheWrite5m = usage.CacheWrite5m - minutes, Input = usage.Input - input, CacheRead = usage.CacheRead + missing });
    }
}
