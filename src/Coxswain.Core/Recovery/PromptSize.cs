namespace Coxswain.Core.Recovery;

/// <summary>Size of a prompt in tokens, cached ones included, in classes that differ in time and in what helps.</summary>
public enum PromptSize
{
    /// <summary>Fewer than 10,000.</summary>
    Small,

    /// <summary>Fewer than 50,000.</summary>
    Medium,

    /// <summary>Fewer than 200,000.</summary>
    Large,

    /// <summary>200,000 or more.</summary>
    Huge,
}
