using Coxswain.Gateway.Observing;

namespace Coxswain.Gateway;

/// <summary>Accounts of the last calls whose clients asked for one.</summary>
public sealed class GatewayCalls
{
    private readonly RecentCalls _calls;

    internal GatewayCalls(RecentCalls calls) => _calls = calls;

    /// <returns><see langword="null"/> when there is none: unknown, or too long ago.</returns>
    public CallAccount? Find(string id) => _calls.Find(id) is { } call ? Of(call) : null;

    private static CallAccount Of(CallRecord call)
    {
        var failed = call.Attempts.Where(static one => one.CostUsd is not null).ToList();
        return new CallAccount(
            call.Id, CallEvents.Word(call.End), call.Failure is { } failure ? CallEvents.Word(failure) : "", call.Status, call.RequestedModel, call.Model, call.RequestId,
            call.Tokens?.PromptTokens, call.Tokens?.OutputTokens, call.CostUsd, failed.Count > 0 ? failed.Sum(static one => one.CostUsd) : null, call.Took.TotalMilliseconds,
            [.. call.Attempts.Select(static one => new AttemptAccount(
                one.Number, one.Strategy, one.Model, one.Failure is { } failure ? CallEvents.Word(failure) : "", one.Status, one.Reason, one.Waited.TotalMilliseconds, one.Took.TotalMilliseconds,
                one.InitialTokens?.Tokens, one.FinalTokens?.Tokens, one.CostUsd))]);
    }
}
