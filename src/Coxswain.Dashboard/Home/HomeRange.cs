namespace Coxswain.Dashboard.Home;

/// <summary>How far back a page looks.</summary>
public enum HomeRange
{
    /// <summary>Since midnight.</summary>
    Today,

    /// <summary>Today and six days before.</summary>
    Week,

    /// <summary>Today and 29 days before.</summary>
    Month,
}
