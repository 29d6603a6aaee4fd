using System.Text;
using AccessReview.App.Email;
using AccessReview.App.Text;
using Xunit;

namespace AccessReview.App.Tests.Email;

public sealed class MailSpecs
{
    [Theory]
    [InlineData("a@x.com\r\nBcc: evil@y")]
    [InlineData("a@x.com\nBcc: evil@y")]
    [InlineData("a@x.com,evil@y.com")]
    [InlineData("a@x.com;evil@y.com")]
    [InlineData("Ada <a@x.com>")]
    [InlineData("a@x.com\0")]
    [InlineData("a b@x.com")]
    [InlineData("nobody")]
    [InlineData("")]
    public void An_address_with_an_injected_header_is_refused(string address) =>
        Assert.Throws<ArgumentException>(() => new Mail(address, null, "Subject", "<p>", "text"));

    [Theory]
    [InlineData("Hello\r\nBcc: evil@y")]
    [InlineData("Hello\0")]
    [InlineData("")]
    public void A_subject_with_an_injected_header_is_refused(string subject) =>
        Assert.Throws<ArgumentException>(() => new Mail("a@x.com", null, subject, "<p>", "text"));

    [Fact]
    public void A_name_with_an_injected_header_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Mail("a@x.com", "Ada\r\nBcc: evil@y", "Subject", "<p>", "text"));

    [Fact]
    public void A_subject_with_text_from_a_person_is_one_line()
    {
        Assert.Equal("Ada Bcc: evil@y Lovelace", MailSubject.Clean("Ada\r\nBcc: evil@y\tLovelace\u202e\0"));
        Assert.InRange(MailSubject.Clean(new string('x', 5000)).Length, 1, 200);
    }

    [Theory]
    [InlineData(300, 42)]
    [InlineData(192, 1042)]
    [InlineData(5000, 2147483647)]
    public void A_shortened_subject_keeps_the_task_number(int characters, int number)
    {
        var subject = MailSubject.Clean($"Approve {new string('x', characters)} #{number}");

        Assert.EndsWith($"x… #{number}", subject, StringComparison.Ordinal);
        Assert.Equal(200, subject.Length);
    }

    [Fact]
    public void A_subject_is_never_cut_in_the_middle_of_a_character() =>
        Assert.All(Enumerable.Range(180, 40), length => Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(
            MailSubject.Clean($"{new string('x', length)}\U0001F600\U0001F600\U0001F600 and more words than fit into it #7")))));

    [Theory]
    [InlineData("see https://evil.example/x now")]
    [InlineData("www.evil.example")]
    [InlineData("evil.com")]
    [InlineData("write to eve@evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("mailto:eve@evil.example")]
    public void Text_from_a_person_is_never_turned_into_a_link_by_a_mail_program(string words)
    {
        var inert = InertText.Of(words);

        Assert.DoesNotMatch(@"\w\.[a-z]{2}|://|\w@\w|(javascript|mailto):\w", inert);
        Assert.Equal(words, inert.Replace("\u2060", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Plain_text_in_a_mail_stays_unchanged() =>
        Assert.Equal("Needed for the release, v1.2, until 10:30. Thanks!", InertText.Of("Needed for the release, v1.2, until 10:30. Thanks!"));
}
