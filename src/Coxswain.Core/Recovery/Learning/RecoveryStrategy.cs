namespace Coxswain.Core.Recovery.Learning;

/// <summary>What can be done about a failure. The names are stored.</summary>
public enum RecoveryStrategy
{
    /// <summary>The same again after a wait.</summary>
    Retry,
    ModelSwitch,
    TokenReduction,
    ContextChunking,
}
