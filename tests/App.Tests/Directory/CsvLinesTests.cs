using System.Text;
using AccessReview.App.Directory.Imports;
using Xunit;

namespace AccessReview.App.Tests.Directory;

public sealed class CsvLinesTests
{
    [Fact]
    public void A_line_is_its_values_by_column()
    {
        var line = Assert.Single(Read("id,email,displayName,managerId\nada,ada@example.test,Ada Lovelace,\n"));

        Assert.Equal(2, line.Number);
        Assert.Equal("Ada Lovelace", line.Values?["displayName"]);
        Assert.Equal("", line.Values?["managerId"]);
    }

    [Fact]
    public void A_byte_order_mark_CRLF_quotes_and_line_breaks_inside_quotes_are_read()
    {
        var lines = Read("\uFEFFid,email,displayName\r\nada,ada@example.test,\"Lovelace, \"\"Ada\"\"\r\nof London\"\r\nbob,bob@example.test,Bob\r\n");

        Assert.Equal("Lovelace, \"Ada\"\r\nof London", lines[0].Values?["displayName"]);
        Assert.Equal([2, 4], lines.Select(line => line.Number));
    }

    [Fact]
    public void Columns_are_found_by_name_in_any_order_and_case()
    {
        var line = Assert.Single(Read("DisplayName,ID,Email\nAda,ada,ada@example.test\n"));

        Assert.Equal("ada", line.Values?["id"]);
        Assert.Equal("Ada", line.Values?["displayName"]);
    }

    [Fact]
    public void An_unknown_column_is_told_once_and_read_over()
    {
        var lines = Read("id,email,displayName,shoeSize\nada,ada@example.test,Ada,38\n");

        Assert.True(lines[0].IsHeader);
        Assert.Contains("1 unknown column", lines[0].Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("shoeSize", lines[1].Values?.Keys ?? []);
    }

    [Theory]
    [InlineData("", "id, email, displayName")]
    [InlineData("id,displayName\nada,Ada\n", "email")]
    public void A_file_without_a_needed_column_is_not_imported(string csv, string missing)
    {
        var line = Assert.Single(Read(csv));

        Assert.True(line.IsHeader);
        Assert.Contains(missing, line.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_names_a_column_twice_is_not_imported() =>
        Assert.Contains("id stands there twice", Assert.Single(Read("id,email,displayName,Id\na,a@example.test,A,b\n")).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("bad,bad@example.test", "more or fewer fields")]
    [InlineData("bad,bad@example.test,Bad,too,many", "more or fewer fields")]
    [InlineData("bad,bad@example.test,B\"ad", "a quote inside a field")]
    [InlineData("bad,bad@example.test,\"B\"ad", "text after a closing quote")]
    public void A_broken_line_is_told_and_the_others_are_read(string broken, string reason)
    {
        var lines = Read($"id,email,displayName\nada,ada@example.test,Ada\n{broken}\nbob,bob@example.test,Bob\n");

        var wrong = Assert.Single(lines, line => line.Values is null);
        Assert.Equal(3, wrong.Number);
        Assert.Contains(reason, wrong.Problem, StringComparison.Ordinal);
        Assert.Equal(["ada", "bob"], lines.Where(line => line.Values is not null).Select(line => line.Values!["id"]));
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_told_with_its_line()
    {
        var lines = Read("id,email,displayName\nada,ada@example.test,Ada\nbad,bad@example.test,\"Bad\nbob,bob@example.test,Bob\n");

        var wrong = Assert.Single(lines, line => line.Values is null);
        Assert.Equal(3, wrong.Number);
        Assert.Contains("not closed", wrong.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_is_not_UTF8_is_told()
    {
        byte[] csv = [.. "id,email,displayName\nada,ada@example.test,"u8, 0xE9, .. "\nbob,bob@example.test,Bob\n"u8];

        var lines = CsvLines.Read(ImportedFile.Users, csv).ToList();

        Assert.Contains("not UTF-8", lines[0].Problem, StringComparison.Ordinal);
        Assert.Equal("bob", lines[1].Values?["id"]);
    }

    private static List<RawLine> Read(string csv) => [.. CsvLines.Read(ImportedFile.Users, Encoding.UTF8.GetBytes(csv))];
}
