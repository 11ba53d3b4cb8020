namespace Coxswain.Core.Kernel;

/// <summary>The questions the store is asked, as SQL with ClickHouse's <c>{name:Type}</c> parameters, so that a figure can be asked where it comes from.</summary>
public interface IQueryTexts
{
    /// <summary>As <c>Usage/report</c>, in ordinal order.</summary>
    IReadOnlyList<string> Names { get; }

    /// <returns><see langword="null"/>: there is no such one.</returns>
    string? Find(string name);
}
