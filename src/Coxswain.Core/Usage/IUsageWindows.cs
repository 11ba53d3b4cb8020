using Coxswain.Core.Kernel;

namespace Coxswain.Core.Usage;

/// <summary>Answers what a page compares, in one question.</summary>
public interface IUsageWindows
{
    /// <summary>As many windows can be asked of at once.</summary>
    const int Most = 3;

    /// <summary>Sums by full hour of the filter's zone and by model, each window's hours oldest first. Hours without requests are not there.</summary>
    /// <param name="filter">Its times, branch and user are not looked at.</param>
    Task<IReadOnlyList<WindowHour>> ReadWindowsAsync(UsageFilter filter, IReadOnlyList<TimeRange> windows, CancellationToken cancellationToken);
}
