namespace Coxswain.Server.Budgets;

public enum WebhookFormat
{
    /// <summary>Everything an alert tells, by name.</summary>
    Json,

    /// <summary>A text, as Slack's incoming webhooks take it.</summary>
    Slack,
}
