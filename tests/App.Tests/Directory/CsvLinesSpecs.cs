using System.Text;
using AccessReview.App.Imports;
using Xunit;

namespace AccessReview.App.Tests.Directory;

public sealed class CsvLinesSpecs
{
    [Fact]
    public void A_line_is_read_as_values_by_column()
    {
        var line = Assert.Single(Read("id,email,displayName,managerId\nada,ada@example.test,Ada Lovelace,\n"));

        Assert.Equal(2, line.Number);
        Assert.Equal("Ada Lovelace", line.Values?["displayName"]);
        Assert.Equal("", line.Values?["managerId"]);
    }

    [Fact]
    public void A_file_with_a_byte_order_mark_CRLF_quotes_and_quoted_line_breaks_is_read()
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
    public void An_unknown_column_is_reported_once_and_ignored()
    {
        var lines = Read("id,email,displayName,shoeSize\nada,ada@example.test,Ada,38\n");

        Assert.Equal(RawLineKind.Note, lines[0].Kind);
        Assert.Contains("shoeSize", lines[0].Problem?.InEnglish(), StringComparison.Ordinal);
        Assert.DoesNotContain("shoeSize", lines[1].Values?.Keys ?? []);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n\n\n", "is empty")]
    [InlineData("\uFEFF", "is empty")]
    [InlineData("sep=;\n", "is empty")]
    [InlineData("id,email,displayName\n", "but no lines")]
    [InlineData("id,email,displayName\n,,\n , ,\n\n", "but no lines")]
    [InlineData("id,displayName\nada,Ada\n", "missing: email")]
    [InlineData("id,email,displayName,Id\na,a@example.test,A,b\n", "the column id twice")]
    [InlineData("userId,entitlementId,until\nada,vault/reader,\n", "the columns of grants.csv")]
    [InlineData("id,email,displayName,aktive\na,a@example.test,A,false\n", "Did you mean active?")]
    [InlineData("id,email,displayName,activ\na,a@example.test,A,false\n", "Did you mean active?")]
    [InlineData("id,email,displayName,role\na,a@example.test,A,reviewer\n", "Did you mean roles?")]
    [InlineData("\"id,email,displayName\na,a@example.test,A\n", "missing closing quote")]
    public void An_unusable_file_is_refused_as_a_whole_and_its_lines_are_counted(string csv, string reason)
    {
        var lines = Read(csv);

        Assert.Equal(RawLineKind.FileRefused, lines[0].Kind);
        Assert.Contains(reason, lines[0].Problem?.InEnglish(), StringComparison.Ordinal);
        Assert.All(lines.Skip(1), line => Assert.Equal(RawLineKind.NotRead, line.Kind));
        Assert.Equal(csv.Contains("example.test", StringComparison.Ordinal) || csv.Contains("ada", StringComparison.Ordinal) ? 1 : 0, lines.Count - 1);
    }

    [Theory]
    [InlineData(ImportedFile.Grants, "userId,entitlementId", "until", "validTo", "Valid until", "until-date", "gültig bis", "Bis", "ENDE", "expires_at")]
    [InlineData(ImportedFile.Users, "id,email,displayName", "active", "Status", "enabled", "accountEnabled", "disabled", "inaktiv", "gesperrt")]
    [InlineData(ImportedFile.Users, "id,email,displayName", "roles", "Rolle", "rollen")]
    [InlineData(ImportedFile.Entitlements, "id,appId,name", "risk", "Risiko", "risk_level", "criticality")]
    public void A_file_with_a_misnamed_column_that_limits_access_is_refused(ImportedFile file, string columns, string meant, params string[] names) =>
        Assert.All(names, name => Assert.Contains(
            $"Did you mean {meant}?", CsvLines.Read(file, Encoding.UTF8.GetBytes($"{columns},{name}\na,b,c,d\n")).First().Problem?.InEnglish(), StringComparison.Ordinal));

    [Fact]
    public void A_file_of_entitlements_sent_as_apps_is_refused() =>
        Assert.Contains("the columns of entitlements.csv", CsvLines.Read(ImportedFile.Apps, "id,appId,name,risk\nvault/root,vault,Root,high\n"u8.ToArray()).First().Problem?.InEnglish(), StringComparison.Ordinal);

    [Theory]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData(",")]
    public void The_separator_is_detected_from_the_column_names(string separator)
    {
        var lines = Read($"id,\"email\",displayName,roles\nk1,k1@field.example,K,\"admin{separator}auditor\"\n".Replace(",", separator, StringComparison.Ordinal));

        Assert.Equal("k1@field.example", Assert.Single(lines).Values?["email"]);
        Assert.Equal($"admin{separator}auditor", lines[0].Values?["roles"]);
    }

    [Theory]
    [InlineData("sep=;\r\nid;email;displayName\r\nk1;k1@field.example;K\r\n")]
    [InlineData("\uFEFFsep=;\nid;email;displayName\nk1;k1@field.example;K\n")]
    [InlineData("\"sep=|\"\nid|email|displayName\nk1|k1@field.example|K\n")]
    public void A_separator_declared_in_the_first_line_is_used(string csv) => Assert.Equal("K", Assert.Single(Read(csv)).Values?["displayName"]);

    [Fact]
    public void Column_names_may_contain_blanks_and_hyphens_in_any_case() =>
        Assert.Equal("mia", Assert.Single(Read("ID , E-Mail,Display Name, manager_id\nada,ada@example.test,Ada,mia\n")).Values?["managerId"]);

    [Fact]
    public void Blank_lines_are_skipped() => Assert.Equal([2, 5], Read("id,email,displayName\nk1,k1@field.example,K\n,,\n\nk2,k2@field.example,K\n , ,\n").Select(line => line.Number));

    [Fact]
    public void Empty_cells_after_the_last_column_are_accepted() => Assert.NotNull(Assert.Single(Read("id,email,displayName\nk1,k1@field.example,K,,\n")).Values);

    [Fact]
    public void Lines_may_end_with_a_carriage_return_alone() =>
        Assert.Equal([2, 3], Read("id,email,displayName\rk1,k1@field.example,K\rk2,k2@field.example,\"K\"\r").Select(line => line.Number));

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x69, 0, 0x64, 0 }, "UTF-16")]
    [InlineData(new byte[] { 0xFE, 0xFF, 0, 0x69, 0, 0x64 }, "UTF-16")]
    [InlineData(new byte[] { 0x69, 0, 0x64, 0, 0x2C, 0, 0x0A, 0 }, "UTF-16")]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4, 0, 0 }, "workbook")]
    [InlineData(new byte[] { 0x69, 0x64, 0x2C, 0xFC, 0x0A }, "not UTF-8")]
    public void A_file_in_another_encoding_is_refused_and_the_encoding_is_named(byte[] csv, string reason)
    {
        var line = Assert.Single(CsvLines.Read(ImportedFile.Users, csv));

        Assert.Equal(RawLineKind.FileRefused, line.Kind);
        Assert.Contains(reason, line.Problem?.InEnglish(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bad,bad@example.test", " columns. The line was not imported.")]
    [InlineData("bad,bad@example.test,Bad,too,many", " columns. The line was not imported.")]
    [InlineData("bad,bad@example.test,B\"ad", "without quotes contains a quote")]
    [InlineData("bad,bad@example.test,\"B\"ad", "text after a closing quote")]
    public void A_broken_line_is_reported_and_the_other_lines_are_read(string broken, string reason)
    {
        var lines = Read($"id,email,displayName\nada,ada@example.test,Ada\n{broken}\nbob,bob@example.test,Bob\n");

        var wrong = Assert.Single(lines, line => line.Values is null);
        Assert.Equal(3, wrong.Number);
        Assert.Contains(reason, wrong.Problem?.InEnglish(), StringComparison.Ordinal);
        Assert.Equal(["ada", "bob"], lines.Where(line => line.Values is not null).Select(line => line.Values!["id"]));
    }

    [Theory]
    [InlineData("k4,k4@field.example,\"K4")]
    [InlineData("\"k4,k4@field.example,K4")]
    [InlineData("k4,\"k4@field.example,K4")]
    [InlineData("k4,k4@field.example, \"K4")]
    public void An_unclosed_quote_is_reported_with_its_line_and_all_later_lines_are_read(string broken)
    {
        var after = string.Concat(Enumerable.Range(40, 5000).Select(number => $"k{number},k{number}@field.example,K{number}\n"));

        var lines = Read($"id,email,displayName\nk3,k3@field.example,K3\n{broken}\n{after}");

        var wrong = Assert.Single(lines, line => line.Values is null);
        Assert.Equal(3, wrong.Number);
        Assert.Contains("A quote that opens on this line", wrong.Problem?.InEnglish(), StringComparison.Ordinal);
        Assert.Equal(5002, lines.Count);
        Assert.Equal("K5039", lines[^1].Values?["displayName"]);
    }

    [Theory]
    [InlineData("k4,k4@field.example,\"K4\nk5,k5@field.example,K5\nk6,k6@field.example,\"K6\"\nk7,k7@field.example,K7\n", "k5,k6,k7")]
    [InlineData("k4,k4@field.example,\"K4\nk5,k5@field.example,K5\"\nk6,k6@field.example,K6\n", "k6")]
    [InlineData("k4,k4@field.example,\"K4\n\"k5\",k5@field.example,K5\nk6,k6@field.example,K6\n", "k5,k6")]
    [InlineData("k4, k4@field.example, \"K4\nk5, k5@field.example, K5\nk6, k6@field.example, K6\"\nk7, k7@field.example, K7\n", "k5,k7")]
    [InlineData("k4, \"k4@field.example, K4\nk5, k5@field.example, K5\nk6, k6@field.example\", K6\nk7, k7@field.example, K7\n", "k5,k7")]
    public void An_unclosed_quote_followed_by_a_quote_in_a_later_line_loses_no_line(string csv, string read)
    {
        var lines = Read($"id,email,displayName\n{csv}");

        Assert.Contains("A quote that opens on this line", lines[0].Problem?.InEnglish(), StringComparison.Ordinal);
        Assert.Equal(2, lines[0].Number);
        Assert.Equal(read, string.Join(',', lines.Where(line => line.Values is not null).Select(line => line.Values!["id"])));
        Assert.Equal(csv.Count(character => character == '\n'), lines.Count);
    }

    [Fact]
    public void A_quoted_cell_may_contain_several_lines()
    {
        var lines = CsvLines.Read(ImportedFile.Apps, "id,name,description\nvault,Vault,\"For teams:\nred, green, blue\"\nother,Other,\n"u8.ToArray()).ToList();

        Assert.Equal("For teams:\nred, green, blue", lines[0].Values?["description"]);
        Assert.Equal(4, lines[1].Number);
    }

    [Theory]
    [InlineData("k1,k1@field.example", "2 cells")]
    [InlineData("k1,k1@fie", "2 cells")]
    [InlineData("k1,k1@field.example,K\0", "NUL")]
    public void A_truncated_line_or_a_line_with_NUL_is_reported(string last, string reason) =>
        Assert.Contains(reason, Read($"id,email,displayName\nk0,k0@field.example,K\n{last}")[^1].Problem?.InEnglish(), StringComparison.Ordinal);

    [Fact]
    public void A_file_longer_than_the_read_buffer_is_read_completely()
    {
        var text = new string('x', 300);
        var csv = "id,email,displayName\n" + string.Concat(Enumerable.Range(0, 2000).Select(number => $"k{number},k{number}@field.example,{text}\r\n"));

        var lines = Read(csv);

        Assert.Equal(Enumerable.Range(0, 2000).Select(number => $"k{number}"), lines.Select(line => line.Values!["id"]));
        Assert.Equal(2001, lines[^1].Number);
    }

    [Fact]
    public void A_line_that_is_not_UTF8_is_reported()
    {
        byte[] csv = [.. "id,email,displayName\nada,ada@example.test,"u8, 0xE9, .. "\nbob,bob@example.test,Bob\n"u8];

        var lines = CsvLines.Read(ImportedFile.Users, csv).ToList();

        Assert.Contains("not UTF-8", lines[0].Problem?.InEnglish(), StringComparison.Ordinal);
        Assert.Equal("bob", lines[1].Values?["id"]);
    }

    private static List<RawLine> Read(string csv) => [.. CsvLines.Read(ImportedFile.Users, Encoding.UTF8.GetBytes(csv))];
}
