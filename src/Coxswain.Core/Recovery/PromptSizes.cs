namespace Coxswain.Core.Recovery;

/// <summary>Classes of prompt size.</summary>
public static class PromptSizes
{
    public static PromptSize Of(long tokens) => tokens switch
    {
        < 10_000 => PromptSize.Small,
        < 50_000 => PromptSize.Medium,
        < 200_000 => PromptSize.Large,
        _ => PromptSize.Huge,
    };
}
