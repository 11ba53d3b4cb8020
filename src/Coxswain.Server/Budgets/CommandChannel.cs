using System.Globalization;
using Coxswain.Core.Budgets.Alerts;

namespace Coxswain.Server.Budgets;

/// <summary>A program of the user's: the alert as JSON on its standard input, and in variables. It has taken it when it ends with 0.</summary>
internal sealed class CommandChannel(AlertOptions options, TimeProvider clock) : IAlertChannel
{
    private readonly string[] _words = options.Command.Split(',', StringSplitOptions.TrimEntries);

    public string Name => "command";

    public bool IsSetUp => _words[0].Length > 0;

    public Task<ChannelAnswer> SendAsync(AlertMessage message, CancellationToken cancellationToken)
        => AlertProgram.RunAsync(_words[0], _words[1..], Variables(message), AlertBody.Of(message).ToBytes(), options.Timeout, clock, cancellationToken);

    private static Dictionary<string, string> Variables(AlertMessage message) => new()
    {
        ["COX_ALERT_EVENT"] = message.IsTest ? "test" : "budget_alert",
        ["COX_ALERT_BUDGET"] = message.Budget,
        ["COX_ALERT_PERIOD"] = message.Span.Period.ToString().ToLowerInvariant(),
        ["COX_ALERT_SPAN"] = message.Span.Key,
        ["COX_ALERT_PERCENT"] = message.Percent.ToString(CultureInfo.InvariantCulture),
        ["COX_ALERT_SPENT_USD"] = message.SpentUsd.ToString(CultureInfo.InvariantCulture),
        ["COX_ALERT_LIMIT_USD"] = message.LimitUsd.ToString(CultureInfo.InvariantCulture),
        ["COX_ALERT_AT"] = message.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["COX_ALERT_TEXT"] = message.Text,
    };
}
