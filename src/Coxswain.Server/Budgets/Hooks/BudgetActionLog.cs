using System.Globalization;
using System.Text.Json;
using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Actions;
using Coxswain.Core.Telemetry;
using Coxswain.Server.Hosting;
using Microsoft.Extensions.Logging;

namespace Coxswain.Server.Budgets.Hooks;

/// <summary>Records what steps of budgets did, as telemetry. No text of a prompt, and no tool's input.</summary>
internal sealed partial class BudgetActionLog(ITelemetryWriter writer, TimeProvider clock, ILogger<BudgetActionLog> logger)
{
    private static readonly TelemetryOrigin Origin = TelemetryOrigin.Own("coxswain.budgets", ProductVersion.Text);

    /// <summary>Whether it can be kept changes nothing about what was done: a failure is logged.</summary>
    /// <param name="through"><c>hook</c> or <c>gateway</c>.</param>
    /// <param name="agentType">Of a subagent; else empty.</param>
    public async Task AddAsync(BudgetStatus due, BudgetAction action, string through, string session, string agentType, string fromModel, string toModel, CancellationToken cancellationToken)
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["action"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(action.ToString()),
            ["agent_type"] = agentType,
            ["budget"] = due.Budget.Name,
            ["from_model"] = fromModel,
            ["limit_usd"] = due.Budget.LimitUsd.ToString(CultureInfo.InvariantCulture),
            ["session.id"] = session,
            ["spent_usd"] = due.Spend?.CostUsd?.ToString(CultureInfo.InvariantCulture) ?? "",
            ["through"] = through,
            ["to_model"] = toModel,
            ["used_percent"] = due.UsedPercent?.ToString("R", CultureInfo.InvariantCulture) ?? "",
        };
        var record = new LogRecord(
            Origin, LogRecord.Nanoseconds(clock.GetUtcNow()), "", "", 0, "", 0, BudgetActionTaken.EventName, BudgetActionTaken.EventName,
            [.. attributes.Where(static one => one.Value.Length > 0).Select(static one => new KeyValue(one.Key, one.Value))]);
        var outcome = await writer.WriteAsync(new TelemetryBatch { Logs = [record] }, cancellationToken);
        if (outcome is not (WriteOutcome.Durable or WriteOutcome.AlreadyDurable))
        {
            Log.NotKept(logger, due.Budget.Name, outcome);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1131, LogLevel.Warning, "What budget {Budget} did could not be recorded: {Outcome}")]
        public static partial void NotKept(ILogger logger, string budget, WriteOutcome outcome);
    }
}
