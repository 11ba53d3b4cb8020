namespace Coxswain.Dashboard.Shared;

/// <param name="Label">Under it.</param>
/// <param name="Value"><see langword="null"/>: nothing is known of that time.</param>
/// <param name="Title">The exact value, in words.</param>
public sealed record ChartBar(string Label, double? Value, string Title);
