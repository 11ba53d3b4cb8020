namespace Coxswain.Core.Budgets.Switching;

public enum SwitchChoice
{
    /// <summary>A price is not known, so nothing can be said.</summary>
    Unknown,
    Stay,

    /// <summary>The expected saving is above zero and the conversation fits. Whether that is enough to act on is <see cref="SwitchPolicy"/>'s matter.</summary>
    Switch,
}
