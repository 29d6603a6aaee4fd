namespace AccessReview.Emulator.Tables.Filters;

/// <summary>A parsed $filter.</summary>
internal abstract record FilterExpression
{
    public abstract bool Matches(IFilterRow row);
}

internal sealed record AndExpression(FilterExpression Left, FilterExpression Right) : FilterExpression
{
    public override bool Matches(IFilterRow row) => Left.Matches(row) && Right.Matches(row);
}

internal sealed record OrExpression(FilterExpression Left, FilterExpression Right) : FilterExpression
{
    public override bool Matches(IFilterRow row) => Left.Matches(row) || Right.Matches(row);
}

internal sealed record NotExpression(FilterExpression Operand) : FilterExpression
{
    public override bool Matches(IFilterRow row) => !Operand.Matches(row);
}

internal sealed record ConstantExpression(bool Value) : FilterExpression
{
    public override bool Matches(IFilterRow row) => Value;
}

/// <summary>True if the row has the property, its type compares with the literal, and the comparison is true.</summary>
internal sealed record ComparisonExpression(string Property, Comparison Comparison, EdmValue Literal) : FilterExpression
{
    public override bool Matches(IFilterRow row) => row.Find(Property)?.CompareTo(Literal) is { } order && Comparison switch
    {
        Comparison.Equal => order == 0,
        Comparison.NotEqual => order != 0,
        Comparison.Less => order < 0,
        Comparison.LessOrEqual => order <= 0,
        Comparison.Greater => order > 0,
        Comparison.GreaterOrEqual => order >= 0,
    };
}
