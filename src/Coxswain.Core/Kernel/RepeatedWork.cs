namespace Coxswain.Core.Kernel;

/// <summary>Work a host does in the background, at once and then again and again.</summary>
public static class RepeatedWork
{
    /// <summary>Ends when it is told to stop. A run that fails is told, and tried again after the same interval.</summary>
    /// <param name="interval">From the end of a run to the start of the next.</param>
    public static async Task RunAsync(Func<CancellationToken, Task> work, TimeSpan interval, TimeProvider clock, Action<Exception> tellFailure, CancellationToken stoppingToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(tellFailure);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await work(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception problem) when (problem is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                tellFailure(problem);
            }
            catch (OperationCanceledException)
            {
                // Stopping.
                return;
            }

            await Task.Delay(interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
