Console.WriteLine("walking skeleton");
