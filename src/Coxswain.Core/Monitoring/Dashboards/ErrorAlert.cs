namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>Something to look at now.</summary>
/// <param name="What">With its numbers.</param>
/// <param name="Since">Of the first failure it is about.</param>
/// <param name="Did">What Coxswain did about it.</param>
/// <param name="Do">What the user can do.</param>
public sealed record ErrorAlert(string What, DateTimeOffset Since, string Did, string Do);
