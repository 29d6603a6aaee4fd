namespace AccessReview.Emulator.Tables.Filters;

/// <summary>Keys between two inclusive bounds; a null bound is open.</summary>
internal sealed record KeyInterval(string? Low, string? High)
{
    public static KeyInterval All { get; } = new(null, null);

    public bool IsOnePoint => Low is not null && Low == High;

    public static KeyInterval From(Comparison comparison, string key) => comparison switch
    {
        Comparison.Equal => new KeyInterval(key, key),
        Comparison.Greater or Comparison.GreaterOrEqual => new KeyInterval(key, null),
        Comparison.Less or Comparison.LessOrEqual => new KeyInterval(null, key),
        Comparison.NotEqual => All,
    };

    public KeyInterval And(KeyInterval other) => new(
        Low is null ? other.Low : other.Low is null ? Low : KeyOrder.Higher(Low, other.Low),
        High is null ? other.High : other.High is null ? High : KeyOrder.Lower(High, other.High));

    /// <summary>Returns the smallest interval that contains both.</summary>
    public KeyInterval Or(KeyInterval other) => new(
        Low is null || other.Low is null ? null : KeyOrder.Lower(Low, other.Low),
        High is null || other.High is null ? null : KeyOrder.Higher(High, other.High));
}
