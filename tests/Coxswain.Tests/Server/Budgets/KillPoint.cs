namespace Coxswain.Tests.Server.Budgets;

/// <summary>Where a process is killed.</summary>
internal enum KillPoint
{
    None,
    BeforeKeeping,
    AfterKeeping,
    BeforeSending,

    /// <summary>Between the channel's answer and the row that says so.</summary>
    BeforeTaking,
}
