namespace Coxswain.Dashboard.Pages;

/// <summary>How far back a page looks.</summary>
public enum PageRange
{
    /// <summary>Since midnight.</summary>
    Today,

    /// <summary>Today and six days before.</summary>
    Week,

    /// <summary>Today and 29 days before.</summary>
    Month,

    /// <summary>From a day to a day, both of them inside.</summary>
    Days,
}
