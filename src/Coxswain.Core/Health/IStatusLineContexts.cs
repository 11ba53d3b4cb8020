namespace Coxswain.Core.Health;

/// <summary>What clients' status lines told last of their windows.</summary>
public interface IStatusLineContexts
{
    /// <returns><see langword="null"/>: nothing was told since the daemon started.</returns>
    StatusLineContext? Find(string sessionId);
}
