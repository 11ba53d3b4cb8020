using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Coxswain.Server.Budgets;

/// <summary>Through which channels alerts are told: of budgets with a step to notify, and of prompt caches that run out.</summary>
public sealed class AlertOptions
{
    public const string Section = "Coxswain:Alerts";

    /// <summary>In the daemon's log, which a terminal shows while it runs in the foreground.</summary>
    public bool Terminal { get; set; } = true;

    /// <summary>A notification of the desktop: <c>notify-send</c>, on macOS <c>osascript</c>.</summary>
    public bool Desktop { get; set; }

    /// <summary>Posted to. A secret: who has the address can post. Empty: none.</summary>
    public string WebhookUrl { get; set; } = "";

    public WebhookFormat WebhookFormat { get; set; }

    /// <summary>Also http to another machine, where anybody on the way reads alerts and address.</summary>
    public bool WebhookAllowHttp { get; set; }

    /// <summary>A program and its arguments, which gets the alert as JSON on its standard input. Empty: none.</summary>
    public string Command { get; set; } = "";

    /// <summary>In dollars: what writing a conversation into the prompt cache anew must cost, so that its expiry is told through the channels. 0: never.</summary>
    [Range(0.0, 1_000_000.0)]
    public decimal CacheExpiryUsd { get; set; } = 1;

    /// <summary>Longest time a webhook or a program may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);
}

[OptionsValidator]
internal sealed partial class AlertOptionsValidator : IValidateOptions<AlertOptions>;
