namespace AccessReview.Emulator.Tables.Filters;

/// <summary>Splits a $filter into tokens, with one token of look-ahead.</summary>
internal sealed class FilterTokens
{
    private readonly string _text;
    private int _at;

    public FilterTokens(string text)
    {
        _text = text;
        Next();
    }

    public FilterToken Current { get; private set; }

    public FilterToken Take()
    {
        var taken = Current;
        Next();
        return taken;
    }

    public bool TryTake(string word)
    {
        if (!Current.Is(word))
            return false;
        Next();
        return true;
    }

    private void Next()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
        Current = _at == _text.Length ? FilterToken.End : Read();
    }

    private FilterToken Read()
    {
        if (_text[_at] is '(' or ')')
            return new FilterToken(_text[_at++].ToString());

        var start = _at;
        while (_at < _text.Length && _text[_at] is not ('(' or ')' or '\'') && !char.IsWhiteSpace(_text[_at]))
            _at++;
        var word = _text[start.._at];
        return _at < _text.Length && _text[_at] == '\'' ? new FilterToken(word, ReadQuoted()) : new FilterToken(word);
    }

    private string ReadQuoted()
    {
        var start = ++_at;
        while (true)
        {
            var quote = _text.IndexOf('\'', _at);
            if (quote < 0)
                throw TableFaults.InvalidInput("A literal in the filter has no closing quote.");
            _at = quote + 1;
            if (_at == _text.Length || _text[_at] != '\'')
                return _text[start..quote].Replace("''", "'", StringComparison.Ordinal);
            _at++;
        }
    }
}
