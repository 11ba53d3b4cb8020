namespace Coxswain.Core.Budgets.Admission;

internal enum OpenCallState
{
    /// <summary>Sent, and not over.</summary>
    UnderWay,

    /// <summary>Nobody saw its end: the process that sent it was killed.</summary>
    Unseen,

    /// <summary>Over; its record is not durable yet.</summary>
    Ended,

    /// <summary>Its record is durable, and on its way to the store.</summary>
    Recorded,
}
