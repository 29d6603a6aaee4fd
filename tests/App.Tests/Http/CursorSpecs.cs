using AccessReview.App.Http;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace AccessReview.App.Tests.Http;

public sealed class CursorSpecs
{
    private readonly Cursor _cursors = new(new EphemeralDataProtectionProvider());

    [Fact]
    public void A_cursor_is_read_back_unchanged_and_reveals_nothing()
    {
        var cursor = _cursors.Protect("ada /my/tasks", "0001_task");

        Assert.Equal("0001_task", _cursors.Unprotect("ada /my/tasks", cursor));
        Assert.DoesNotContain("task", cursor, StringComparison.Ordinal);
        Assert.Matches("^[A-Za-z0-9_-]+$", cursor);
        Assert.Null(_cursors.Unprotect("ada /my/tasks", null));
        Assert.Null(_cursors.Unprotect("ada /my/tasks", ""));
    }

    [Fact]
    public void A_cursor_of_another_scope_is_invalid() => Refuses("bob /my/tasks", _cursors.Protect("ada /my/tasks", "0001"));

    [Fact]
    public void A_cursor_with_any_changed_character_is_invalid()
    {
        var cursor = _cursors.Protect("scope", "0001");
        foreach (var at in Enumerable.Range(0, cursor.Length))
        {
            var forged = $"{cursor[..at]}{(cursor[at] == 'A' ? 'B' : 'A')}{cursor[(at + 1)..]}";
            // The unused bits of the last character have no meaning.
            if (at < cursor.Length - 1)
                Refuses("scope", forged);
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("0001")]
    [InlineData("CfDJ8")]
    [InlineData("../../etc")]
    [InlineData("\ud800")]
    public void Arbitrary_text_is_not_a_valid_cursor(string text) => Refuses("scope", text);

    [Fact]
    public void A_cursor_that_is_too_long_is_invalid() => Refuses("scope", new string('A', 100_000));

    [Fact]
    public void A_cursor_scope_covers_caller_route_and_filters_but_not_paging()
    {
        var scope = Cursor.ScopeOf(Request("?kind=approval&limit=10"));

        Assert.Equal(scope, Cursor.ScopeOf(Request("?limit=20&cursor=abc&kind=approval")));
        Assert.NotEqual(scope, Cursor.ScopeOf(Request("?kind=revocation")));
    }

    private static HttpRequest Request(string query)
    {
        var request = new DefaultHttpContext().Request;
        (request.Path, request.QueryString) = ("/api/v1/my/tasks", new QueryString(query));
        return request;
    }

    private void Refuses(string scope, string cursor)
    {
        var problem = Assert.Throws<ProblemException>(() => _cursors.Unprotect(scope, cursor));
        Assert.Equal((400, "bad_cursor"), (problem.Status, problem.Code));
    }
}
