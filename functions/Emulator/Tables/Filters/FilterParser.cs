namespace AccessReview.Emulator.Tables.Filters;

/// <summary>
/// Parses the part of OData that the Table service supports: six comparisons, and, or, not, parentheses.
/// `not` has the highest precedence, then comparisons, then `and`, then `or`.
/// </summary>
internal sealed class FilterParser
{
    // A limit far above real filters, so that deep nesting does not end the process with a stack overflow.
    private const int DeepestNesting = 200;

    private readonly FilterTokens _tokens;
    private int _depth;

    private FilterParser(string filter) => _tokens = new FilterTokens(filter);

    public static FilterExpression? Parse(string? filter)
    {
        if (string.IsNullOrWhiteSpace(filter))
            return null;
        var parser = new FilterParser(filter);
        var expression = parser.Or();
        return parser._tokens.Current == FilterToken.End ? expression : throw Unexpected(parser._tokens.Current);
    }

    private FilterExpression Or()
    {
        var left = And();
        while (_tokens.TryTake("or"))
            left = new OrExpression(left, And());
        return left;
    }

    private FilterExpression And()
    {
        var left = Not();
        while (_tokens.TryTake("and"))
            left = new AndExpression(left, Not());
        return left;
    }

    private FilterExpression Not()
    {
        if (++_depth > DeepestNesting)
            throw TableFaults.InvalidInput("The filter is nested too deeply.");
        var expression = _tokens.TryTake("not") ? new NotExpression(Not()) : Primary();
        _depth--;
        return expression;
    }

    private FilterExpression Primary()
    {
        if (!_tokens.TryTake("("))
            return Comparison();
        var inner = Or();
        return _tokens.TryTake(")") ? inner : throw Unexpected(_tokens.Current);
    }

    private FilterExpression Comparison()
    {
        var left = TakeOperand();
        var literal = FilterLiteral.TryRead(left);
        if (TryComparison(_tokens.Current.Text) is not { } comparison)
        {
            // A boolean without a comparison is compared with true.
            if (literal is null)
                return new ComparisonExpression(left.Text, Filters.Comparison.Equal, new EdmValue(EdmType.Boolean, true));
            return literal.Value.Content is bool constant ? new ConstantExpression(constant) : throw Unexpected(_tokens.Current);
        }

        _tokens.Take();
        var right = TakeOperand();
        if (literal is { } first)
            return FilterLiteral.TryRead(right) is null ? new ComparisonExpression(right.Text, Turned(comparison), first) : throw Unexpected(right);
        return FilterLiteral.TryRead(right) is { } second ? new ComparisonExpression(left.Text, comparison, second) : throw Unexpected(right);
    }

    private FilterToken TakeOperand()
    {
        var token = _tokens.Take();
        return token == FilterToken.End || token.Is("(") || token.Is(")") ? throw Unexpected(token) : token;
    }

    private static Comparison? TryComparison(string word) => word switch
    {
        "eq" => Filters.Comparison.Equal,
        "ne" => Filters.Comparison.NotEqual,
        "lt" => Filters.Comparison.Less,
        "le" => Filters.Comparison.LessOrEqual,
        "gt" => Filters.Comparison.Greater,
        "ge" => Filters.Comparison.GreaterOrEqual,
        _ => null,
    };

    private static Comparison Turned(Comparison comparison) => comparison switch
    {
        Filters.Comparison.Less => Filters.Comparison.Greater,
        Filters.Comparison.LessOrEqual => Filters.Comparison.GreaterOrEqual,
        Filters.Comparison.Greater => Filters.Comparison.Less,
        Filters.Comparison.GreaterOrEqual => Filters.Comparison.LessOrEqual,
        Filters.Comparison.Equal or Filters.Comparison.NotEqual => comparison,
    };

    private static TableFault Unexpected(FilterToken token) =>
        TableFaults.InvalidInput(token == FilterToken.End ? "The filter ends too early." : $"Syntax error in the filter at '{token.Text}'.");
}
