using System.Globalization;

namespace Coxswain.Cli.Output;

/// <summary>How long something takes or is ago, in whole units that have passed: every command says the same of the same time.</summary>
internal static class AgeText
{
    /// <param name="age">Below zero for what is still to come: a sender's clock, or this one, is wrong.</param>
    public static string Ago(TimeSpan age) => age.TotalMinutes switch
    {
        <= -1 => $"{Length(-age)} in the future; check the clocks",
        < 1 => "less than a minute ago",
        _ => $"{Length(age)} ago",
    };

    public static string Length(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => Whole(Math.Max(0, time.TotalSeconds), "s"),
        { TotalHours: < 1 } => Whole(time.TotalMinutes, "min"),
        { TotalDays: < 2 } => Whole(time.TotalHours, "h"),
        _ => Whole(time.TotalDays, "days"),
    };

    private static string Whole(double count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(count):F0} {unit}");
}
