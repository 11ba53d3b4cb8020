namespace Coxswain.Server.Api.Budgets;

/// <summary>Whether a switch's saving is known.</summary>
public enum ReceiptState
{
    Measured,

    /// <summary>The new model has answered nothing since that is stored.</summary>
    NoTurns,

    Unknown,
}
