namespace Coxswain.Core.Budgets.Forecasting;

/// <summary>What is left of a period: of today from an hour on (with its fraction), and the days after it.</summary>
internal sealed record RestOfPeriod(DateOnly Today, double FromHour, int DaysAfter)
{
    public static RestOfPeriod Of(ForecastQuestion question)
    {
        var local = TimeZoneInfo.ConvertTime(question.Now, question.TimeZone);
        var today = DateOnly.FromDateTime(local.Date);
        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(question.Window.End.AddTicks(-1), question.TimeZone).Date);
        var isOver = question.Now >= question.Window.End;
        return new RestOfPeriod(today, isOver ? 24 : local.TimeOfDay.TotalHours, isOver ? 0 : Math.Max(0, last.DayNumber - today.DayNumber));
    }
}
