namespace Coxswain.Dashboard.Shared;

/// <summary>Answers that may not be there.</summary>
public interface IMayFail
{
    /// <summary>Why something of it is not; <see langword="null"/>: all is.</summary>
    string? Problem { get; }
}
