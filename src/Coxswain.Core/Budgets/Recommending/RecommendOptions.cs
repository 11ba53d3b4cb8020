using System.ComponentModel.DataAnnotations;

namespace Coxswain.Core.Budgets.Recommending;

/// <summary>How <c>cox model-recommend</c> recommends.</summary>
public sealed class RecommendOptions
{
    public const string Section = "Coxswain:Recommend";

    /// <summary>Ask the economy model how hard a task is, with the key of ANTHROPIC_API_KEY. It costs a little, and the task's text leaves this machine.</summary>
    public bool Ask { get; set; }

    /// <summary>How long an answer may take; later it counts for nothing.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan AskTime { get; set; } = TimeSpan.FromSeconds(10);
}
