namespace AccessReview.Emulator.Tables;

/// <summary>A typed value of a property or of a filter literal. <see cref="Content"/> is the CLR value of <see cref="Type"/>.</summary>
internal readonly record struct EdmValue(EdmType Type, object Content)
{
    public static EdmValue Of(string text) => new(EdmType.String, text);

    /// <summary>Compares with <paramref name="other"/>; null if the types have no common order.</summary>
    public int? CompareTo(EdmValue other) => (Content, other.Content) switch
    {
        (string left, string right) => KeyOrder.Compare(left, right),
        (int left, int right) => left.CompareTo(right),
        (int or long, int or long) => Whole(Content).CompareTo(Whole(other.Content)),
        (int or long or double, int or long or double) => Compare(Real(Content), Real(other.Content)),
        (bool left, bool right) => left.CompareTo(right),
        (DateTime left, DateTime right) => left.CompareTo(right),
        (Guid left, Guid right) => left.CompareTo(right),
        (byte[] left, byte[] right) => left.AsSpan().SequenceCompareTo(right),
        _ => null,
    };

    // NaN has no order, not even with itself.
    private static int? Compare(double left, double right) => double.IsNaN(left) || double.IsNaN(right) ? null : left.CompareTo(right);

    private static long Whole(object content) => content is int number ? number : (long)content;

    private static double Real(object content) => content is double number ? number : Whole(content);
}
