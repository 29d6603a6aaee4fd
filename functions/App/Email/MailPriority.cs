namespace AccessReview.App.Email;

/// <summary>Which mails are sent first when mails have to wait.</summary>
public enum MailPriority
{
    /// <summary>A person is waiting for the mail, or a task is about to close.</summary>
    First,
    Usual,

    /// <summary>A reminder.</summary>
    Later,

    /// <summary>A digest, which may take a whole day.</summary>
    Last,
}
