using System.Globalization;
using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Periods;
using CsCheck;

namespace Coxswain.Tests.Core.Budgets.Periods;

public sealed class BudgetWindowTests
{
    private static readonly BudgetPeriod[] Calendar = [BudgetPeriod.Day, BudgetPeriod.Week, BudgetPeriod.Month];

    /// <summary>All the machine knows: among them clocks put back across midnight, midnights that do not exist, offsets of 45 minutes and a change by half an hour.</summary>
    private static readonly TimeZoneInfo[] Zones = [.. TimeZoneInfo.GetSystemTimeZones()];

    private static readonly Gen<(TimeZoneInfo Zone, BudgetPeriod Period, DateTimeOffset Moment)> Questions =
        Gen.Select(One(Zones), One(Calendar), Gen.OneOf(Moments("1990-01-01", "2045-01-01"), AroundChanges()));

    [Theory]
    [InlineData(BudgetPeriod.Day, "Europe/Berlin", "2026-03-29T12:00:00+02:00", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "2026-03-29")]
    [InlineData(BudgetPeriod.Day, "Europe/Berlin", "2026-10-25T12:00:00+01:00", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "2026-10-25")]
    [InlineData(BudgetPeriod.Day, "America/Scoresbysund", "1990-03-25T12:00:00Z", "1990-03-25T01:00:00Z", "1990-03-26T00:00:00Z", "1990-03-25")]
    [InlineData(BudgetPeriod.Day, "Australia/Lord_Howe", "2026-04-05T12:00:00+10:30", "2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z", "2026-04-05")]
    [InlineData(BudgetPeriod.Week, "America/New_York", "2026-11-01T23:59:59-05:00", "2026-10-26T04:00:00Z", "2026-11-02T05:00:00Z", "2026-10-26")]
    [InlineData(BudgetPeriod.Week, "UTC", "2027-01-03T23:59:59Z", "2026-12-28T00:00:00Z", "2027-01-04T00:00:00Z", "2026-12-28")]
    [InlineData(BudgetPeriod.Week, "UTC", "2026-11-23T00:00:00Z", "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z", "2026-11-23")]
    [InlineData(BudgetPeriod.Month, "Europe/Berlin", "2026-10-31T23:30:00Z", "2026-10-31T23:00:00Z", "2026-11-30T23:00:00Z", "2026-11-01")]
    [InlineData(BudgetPeriod.Month, "Asia/Kolkata", "2026-12-31T18:30:00Z", "2026-12-31T18:30:00Z", "2027-01-31T18:30:00Z", "2027-01-01")]
    [InlineData(BudgetPeriod.Month, "UTC", "2028-02-29T12:00:00Z", "2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z", "2028-02-01")]
    public void Period_is_the_calendars_own(BudgetPeriod period, string zone, string now, string start, string end, string firstDay) => Assert.Equal(
        new BudgetWindow(Moment(start), Moment(end)) { FirstDay = DateOnly.Parse(firstDay, CultureInfo.InvariantCulture) },
        BudgetWindow.At(period, Moment(now), TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Fact]
    public void Day_whose_midnight_is_skipped_begins_with_its_first_minute()
    {
        var day = BudgetWindow.At(BudgetPeriod.Day, Moment("2026-09-06T12:00:00Z"), TimeZoneInfo.FindSystemTimeZoneById("America/Santiago"));

        Assert.Equal((Moment("2026-09-06T04:00:00Z"), TimeSpan.FromHours(23)), (day!.Value.Start, day.Value.End - day.Value.Start));
    }

    [Theory]
    [InlineData("2008-11-02T02:00:59Z", "2008-11-01")]
    [InlineData("2008-11-02T03:00:30Z", "2008-11-02")]
    [InlineData("2008-11-02T03:30:00Z", "2008-11-02")]
    public void Day_that_has_begun_stays_begun_when_clocks_are_put_back_across_its_midnight(string now, string day)
        => Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), BudgetWindow.At(BudgetPeriod.Day, Moment(now), TimeZoneInfo.FindSystemTimeZoneById("America/Goose_Bay"))!.Value.FirstDay);

    [Theory]
    [InlineData(BudgetPeriod.Session)]
    [InlineData(BudgetPeriod.Request)]
    public void Sessions_and_requests_have_no_calendar(BudgetPeriod period) => Assert.Null(BudgetWindow.At(period, Moment("2026-11-26T12:00:00Z"), TimeZoneInfo.Utc));

    [Fact]
    public void Every_moment_is_in_its_period_and_every_moment_of_the_period_agrees() => Questions.Sample(
        question =>
        {
            var window = BudgetWindow.At(question.Period, question.Moment, question.Zone)!.Value;
            Assert.True(window.Start <= question.Moment && question.Moment < window.End, $"{question.Moment:O} is not in {window}.");
            foreach (var inside in new[] { window.Start, window.Start + ((window.End - window.Start) / 3), window.End - TimeSpan.FromHours(1), window.End.AddTicks(-1) }.Where(inside => inside >= window.Start))
            {
                Assert.Equal(window, BudgetWindow.At(question.Period, inside, question.Zone));
            }
        },
        iter: Otlp.Runs.Of(5_000, 100_000));

    [Fact]
    public void Periods_join_without_a_gap() => Questions.Sample(
        question =>
        {
            var window = BudgetWindow.At(question.Period, question.Moment, question.Zone)!.Value;
            var next = BudgetWindow.At(question.Period, window.End, question.Zone)!.Value;
            var before = BudgetWindow.At(question.Period, window.Start.AddTicks(-1), question.Zone)!.Value;
            Assert.Equal((window.End, window.Start), (next.Start, before.End));
            Assert.True(before.FirstDay < window.FirstDay && window.FirstDay < next.FirstDay);
        },
        iter: Otlp.Runs.Of(5_000, 100_000));

    [Fact]
    public void Weeks_begin_on_Mondays_and_months_on_the_first() => Questions.Sample(question =>
    {
        var first = BudgetWindow.At(question.Period, question.Moment, question.Zone)!.Value.FirstDay;
        Assert.True(question.Period != BudgetPeriod.Week || first.DayOfWeek == DayOfWeek.Monday);
        Assert.True(question.Period != BudgetPeriod.Month || first.Day == 1);
    });

    private static Gen<T> One<T>(T[] of) => Gen.Int[0, of.Length - 1].Select(index => of[index]);

    private static Gen<DateTimeOffset> Moments(string from, string until)
        => Gen.Long[Moment(from).UtcTicks, Moment(until).UtcTicks].Select(static ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    /// <summary>Clocks change at the ends of weeks in spring and autumn, mostly between 22 and 4 o'clock.</summary>
    private static Gen<DateTimeOffset> AroundChanges() => Gen.Select(Gen.Int[1990, 2044], One([3, 4, 9, 10, 11]), Gen.Int[1, 28], Gen.Int[-14 * 60, 14 * 60], Gen.Int[0, 60])
        .Select(static (year, month, day, minute, second) => new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute).AddSeconds(second));

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
