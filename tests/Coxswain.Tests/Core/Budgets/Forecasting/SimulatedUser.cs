namespace Coxswain.Tests.Core.Budgets.Forecasting;

/// <summary>
/// A user's calls one by one, in continuous time: sessions at the hours the user likes, calls of heavy-tailed cost. It knows nothing of the forecast's model: there are no days to draw
/// from, no hours, no levels that repeat.
/// </summary>
internal sealed class SimulatedUser(UserKind kind, int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>In order of time; local times are turned into moments as the zone does.</summary>
    public IReadOnlyList<(DateTimeOffset Time, decimal CostUsd)> Calls(DateOnly from, DateOnly until, TimeZoneInfo zone)
    {
        var calls = new List<(DateTimeOffset, decimal)>();
        var (sessions, callUsd, length) = (Between(1.5, 5), Math.Exp(Between(-4, -1)), Between(8, 40));
        var (morning, evening, late) = (Between(8, 11), Between(13, 17), Between(0, 0.35));
        var (growth, rare, every) = (Between(1.04, 1.10), Between(0.12, 0.25), until.DayNumber - from.DayNumber);
        var holiday = from.AddDays(_random.Next(every));
        var back = holiday.AddDays(_random.Next(5, 16));
        var isBurst = _random.NextDouble() < 0.4;
        for (var day = from; day < until; day = day.AddDays(1))
        {
            var isWeekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            isBurst = _random.NextDouble() < (isBurst ? 0.8 : 0.1);
            var busy = kind switch
            {
                UserKind.Steady => isWeekend ? 0.7 : 1,
                UserKind.Bursty => isBurst ? 2.5 : 0.25,
                UserKind.Rare => Happens(rare),
                UserKind.Vacation when day >= holiday && day < back => 0,
                UserKind.Growing => Happens(isWeekend ? 0.03 : 0.95) * Math.Pow(growth, (day.DayNumber - from.DayNumber) / 7.0),
                _ => Happens(isWeekend ? 0.03 : 0.95),
            };
            for (var left = Poisson(sessions * busy); left > 0; left--)
            {
                var hour = _random.NextDouble() < late ? 20 + (2.5 * Normal()) : (_random.NextDouble() < 0.5 ? morning : evening) + (1.2 * Normal());
                var local = day.ToDateTime(TimeOnly.MinValue).AddHours(Math.Clamp(hour, 0, 23.9));
                var time = new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
                var dear = Math.Exp(0.6 * Normal());
                for (var count = 1 + (int)(-length * Math.Log(1 - _random.NextDouble())); count > 0; count--)
                {
                    calls.Add((time, (decimal)(callUsd * dear * Math.Exp(0.9 * Normal()))));
                    time = time.AddSeconds(-70 * Math.Log(1 - _random.NextDouble()));
                }
            }
        }

        return [.. calls.OrderBy(static call => call.Item1)];
    }

    private double Between(double least, double most) => least + ((most - least) * _random.NextDouble());

    private double Happens(double probability) => _random.NextDouble() < probability ? 1 : 0;

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private int Poisson(double mean)
    {
        var (count, product) = (0, _random.NextDouble());
        for (var limit = Math.Exp(-mean); product > limit; count++)
        {
            product *= _random.NextDouble();
        }

        return count;
    }
}
