import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;

/**
 * Asks Lucene as it comes: BM25, any word may match, the analyzer of the language.
 * Lucene FOLDER en|any reads passages.tsv and questions.tsv, and prints "question id TAB
 * nanoseconds TAB passage ids".
 */
public class Lucene {
  private static final int ROUNDS = 10; // the last one is told: its code is compiled by then

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Analyzer analyzer = args[1].equals("en") ? new EnglishAnalyzer() : new StandardAnalyzer();
    var directory = new ByteBuffersDirectory();
    try (var writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
      for (String line : Files.readAllLines(folder.resolve("passages.tsv"))) {
        String[] row = line.split("\t", 2);
        var document = new Document();
        document.add(new StoredField("id", row[0]));
        document.add(new TextField("text", row[1], Field.Store.NO));
        writer.addDocument(document);
      }
    }
    var out = new StringBuilder();
    try (var reader = DirectoryReader.open(directory)) {
      var searcher = new IndexSearcher(reader);
      var questions = Files.readAllLines(folder.resolve("questions.tsv"));
      for (int round = 0; round < ROUNDS; round++) {
        out.setLength(0);
        for (String line : questions) {
          String[] row = line.split("\t", 2);
          long begun = System.nanoTime();
          Query query = new QueryBuilder(analyzer).createBooleanQuery("text", row[1]);
          var found = new StringBuilder();
          if (query != null) {
            for (var hit : searcher.search(query, 5).scoreDocs) {
              found.append('\t').append(reader.storedFields().document(hit.doc).get("id"));
            }
          }
          long took = System.nanoTime() - begun;
          out.append(row[0]).append('\t').append(took).append(found).append('\n');
        }
      }
    }
    System.out.print(out);
  }
}
