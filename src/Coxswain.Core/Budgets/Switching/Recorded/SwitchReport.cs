namespace Coxswain.Core.Budgets.Switching.Recorded;

/// <summary>Which switches were made, and what each has saved so far.</summary>
/// <param name="Since">First moment asked for; <see langword="null"/>: from the beginning of what is kept.</param>
/// <param name="Session">Empty: all.</param>
/// <param name="PricesPublished">The day the shipped prices were last looked over.</param>
/// <param name="Outcomes">The newest first.</param>
/// <param name="IsCut">There are more switches: only the newest are told.</param>
public sealed record SwitchReport(
    string TimeZone, DateTimeOffset? Since, string Session, DateTimeOffset AsOf, DateOnly PricesPublished, IReadOnlyList<SwitchOutcome> Outcomes, bool IsCut);
