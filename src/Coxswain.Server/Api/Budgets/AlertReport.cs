namespace Coxswain.Server.Api.Budgets;

/// <param name="Alerts">The newest first.</param>
/// <param name="Channels">All there are.</param>
public sealed record AlertReport(DateTimeOffset AsOf, string TimeZone, IReadOnlyList<AlertRow> Alerts, IReadOnlyList<ChannelRow> Channels);
