namespace Coxswain.Core.Monitoring.Timeouts;

/// <summary>Which earlier calls a chance is taken from: the nearest kind of which there are enough.</summary>
public enum LikeCalls
{
    /// <summary>Of the same model and prompt size.</summary>
    ModelAndSize,

    /// <summary>Of the same model, whatever their size.</summary>
    Model,

    /// <summary>Of the same size, whatever their model.</summary>
    Size,

    /// <summary>All that stream, or all that do not.</summary>
    All,
}
