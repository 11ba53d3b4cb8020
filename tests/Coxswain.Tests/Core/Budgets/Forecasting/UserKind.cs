namespace Coxswain.Tests.Core.Budgets.Forecasting;

/// <summary>How a simulated user works.</summary>
internal enum UserKind
{
    /// <summary>Every day, a little less at weekends.</summary>
    Steady,

    /// <summary>Nineteen of twenty weekdays, hardly a weekend.</summary>
    WeekendsOff,

    /// <summary>Some days at several times the usual, then a week or two of little.</summary>
    Bursty,

    /// <summary>One day in four to eight.</summary>
    Rare,

    /// <summary>Weekdays, each week 4 to 10 percent more than the one before.</summary>
    Growing,

    /// <summary>Weekdays, with one to two weeks off in the history or the month.</summary>
    Vacation,
}
