namespace Coxswain.Core.Monitoring.Timeouts;

/// <summary>What is waited for.</summary>
public enum WaitKind
{
    /// <summary>The answer's first content; of one that is no stream the whole of it.</summary>
    Beginning,

    /// <summary>The whole answer.</summary>
    Whole,
}
