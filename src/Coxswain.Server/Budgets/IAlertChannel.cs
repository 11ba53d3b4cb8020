namespace Coxswain.Server.Budgets;

/// <summary>One way to tell of alerts.</summary>
internal interface IAlertChannel
{
    /// <summary>Stored with what was delivered; never changes.</summary>
    string Name { get; }

    /// <summary>Whether the configuration asks for it.</summary>
    bool IsSetUp { get; }

    /// <summary>Never throws but when cancelled.</summary>
    Task<ChannelAnswer> SendAsync(AlertNotice notice, CancellationToken cancellationToken);
}
