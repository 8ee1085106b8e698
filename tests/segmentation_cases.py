"""Where segments end, fact by fact; a bar stands before each further segment."""

FACTS = {
    "a sentence ends before a capital or a digit": [
        ("en", "The scale is verified every year. |A seal shows the date. |15 labs have applied."),
        ("en", "Who verifies the scale? |The local office does! |Its seal shows the date."),
        ("vi", "Ai kiểm định cân? |Chi cục thực hiện! |Tem ghi rõ thời hạn."),
        ("vi", "Mức phí giữ nguyên từ năm 2019. |15 phòng thử nghiệm đã đăng ký."),
        ("vi", "Đoàn kiểm tra lập biên bản. |Đại diện cơ sở ký xác nhận."),
    ],
    "a title before a name ends no sentence": [
        ("en", "Dr. Mai Lan calibrated the weights. |Mr. Hoang signed the sheet."),
        ("en", "The audit by Prof. Dang and Mrs. Cuc took place at St. Anne Hall."),
        ("vi", "TS. Mai Lan hiệu chuẩn bộ quả cân. |ThS. Hoàng Cúc ký biên bản."),
        ("vi", "Chủ trì là PGS.TS. Đặng Hữu Khôi và GS. Lê Bạch, thư ký là KS. Trịnh Vĩnh."),
    ],
    "an abbreviation before a place ends no sentence": [
        ("vi", "Trạm cân đặt tại TP. Vinh và TP. Huế. |Xe tải phải dừng kiểm tra."),
        ("vi", "Văn phòng tại Q. 7, TP.HCM tiếp nhận hồ sơ của UBND TX. Cửa Lò."),
        ("vi", "Cơ sở ở P. Bến Thủy, H. Nghi Lộc đã nộp phí."),
    ],
    "an abbreviation before a number ends no sentence": [
        ("en", "Circular No. 12 lists the fees in Art. 4, Fig. 2 and Vol. 3, pp. 14."),
        ("vi", "Kết quả in tại tr. 15 và tr.16, liên hệ ĐT. 0238 555 777."),
    ],
    "an abbreviation that needs what follows ends no sentence": [
        ("en", "Use certified material, e.g. Vinh water, i.e. Type I (cf. Annex B)."),
        ("vi", "Chọn vật liệu chuẩn, vd. Nước tinh khiết."),
    ],
    "etc. and the like end a sentence only where a new one plainly begins": [
        ("en", "Scales, meters, taps, etc. are verified on site."),
        ("en", "We verify scales, meters, taps, etc. |The fee is fixed."),
        ("en", "The hall opens at 8 a.m. Monday to Friday and closes at 5 p.m. on Sunday."),
        ("en", "The hall closes at 5 p.m. |Please bring the seal."),
        ("en", "The U.S. Mint sent two observers."),
        ("en", "The sensor was made in the U.S. |It was sealed in Vinh."),
        ("en", "Lam Giang Co. Ltd. supplied the gauge."),
        ("vi", "Cân, đồng hồ, vòi nước, v.v. đều được kiểm định."),
        ("vi", "Chi cục kiểm định cân, đồng hồ, v.v. |Mức phí do Bộ quy định."),
    ],
    "an initial ends no sentence with or without a space": [
        ("en", "The keynote was given by K. L. Dinh and Martha K.Lindqvist of the board."),
        ("vi", "Bài tham luận do K. L. Dinh và Martha K.Lindqvist trình bày."),
    ],
    "a letter that names something ends a sentence": [
        ("en", "The limits stand in Annex B. |Inspectors apply them."),
        ("vi", "Giới hạn nêu tại Phụ lục B. |Thanh tra viên áp dụng."),
    ],
    "a separator in a number ends no sentence": [
        ("en", "The plant filled 1,250.75 tonnes, or 3.5 per cent more, by 01.07.2022."),
        ("vi", "Nhà máy đóng gói 1.250,75 tấn, tăng 3,5% so với 2.400 tấn ngày 01.07.2022."),
    ],
    "a document number is not cut": [
        ("en", "Decree 15/2021/NĐ-CP cites QCVN 4:2009/BKHCN. |ISO 9001:2015 is voluntary."),
        ("vi", "Nghị định 15/2021/NĐ-CP viện dẫn QCVN 4:2009/BKHCN. |TCVN 8.2:2011 tự nguyện."),
    ],
    "an enumerator stays with its heading": [
        *(("en", "1. Scope of the guide"), ("en", "2.3. Sampling. |Samples are sealed.")),
        *(("en", "IV. Penalties"), ("en", "Article 5. Duties of the importer")),
        *(("vi", "1. Phạm vi áp dụng"), ("vi", "2.3. Lấy mẫu. |Mẫu được niêm phong.")),
        *(("vi", "Điều 5. Trách nhiệm của cơ sở"), ("vi", "Chương II. Quản lý phép đo")),
    ],
    "items, semicolons and colons end no segment": [
        ("en", "The file holds: a) the form; b) the receipt; c) Photographs."),
        ("vi", "Hồ sơ gồm: a) Đơn đề nghị; b) Biên lai; c) Ảnh chụp phương tiện đo."),
    ],
    "a quotation ends with its sentence but stays with who said it": [
        ("en", "“Is the seal intact?” asked one inspector."),
        ("en", "“Is the seal intact?” Vinh Le asked."),
        ("en", "“The seal is intact. |Nobody opened the lid.” |The report was closed."),
        ("vi", "“Tem còn nguyên không?” một thanh tra viên hỏi."),
        ("vi", "“Tem còn nguyên không?” Ông Vinh hỏi."),
        ("vi", "“Tem còn nguyên. |Không ai mở nắp.” |Biên bản được khép lại."),
    ],
    "an ellipsis ends a sentence only before a new one": [
        ("en", "The pointer moved… then stopped... |Nobody knew why."),
        ("vi", "Kim dao động… rồi dừng lại... |Không ai rõ nguyên nhân."),
    ],
    "a sentence ends even where the space is missing": [
        ("en", "Inspectors sealed the pump.|Drivers used another one."),
        ("vi", "Đoàn đã niêm phong cột bơm.|Hiện cửa hàng tạm nghỉ."),
        ("vi", "Phòng thử nghiệm được công nhận theo ISO.|Mẫu gửi qua bưu điện."),
    ],
    "an address is not cut": [
        (
            "en",
            "See https://www.doluong.example/Mau.Don?id=4.2 or write to phi@doluong.example now.",
        ),
        ("vi", "Xem https://www.doluong.example/Mau.Don?id=4.2 hoặc gửi phi@doluong.example nhé."),
    ],
    "a sentence may begin with a lower-case product name": [
        ("en", "The app was tested. |iScale reads the label. |pH is measured last."),
        ("vi", "Ứng dụng đã được thử. |iScale đọc nhãn hàng. |pH được đo sau cùng."),
    ],
    "a new line or a dialogue dash begins a segment": [
        ("en", "Verification\n|of scales. |– Who sets the seal?"),
        ("vi", "Kiểm định\n|cân. |– Ai dán tem?"),
    ],
    "a new line ends a segment even after an abbreviation": [
        ("en", "Signed: Dr.\n|Mai Lan"),
        ("en", "1.\n|Scope"),
        ("vi", "Ký tên: TS.\n|Mai Lan"),
    ],
    "a quotation stays with a speaker who has a title": [
        ("en", "“Is the seal intact?” Mr. Vinh asked."),
        ("vi", "“Tem còn nguyên không?” TS. Vinh hỏi."),
    ],
    "a word spelled like an abbreviation ends a sentence before a word": [
        ("en", "The device is state of the art. |It needs no tuning."),
        ("en", "The answer was no. |Labs agreed."),
    ],
    "a figure may be named by a letter": [("en", "The seal is shown in Fig. A and Fig. B.")],
    "an acronym or a currency ends a sentence before a capital": [
        ("vi", "Hồ sơ nộp tại UBND. |Kết quả trả sau năm ngày."),
        ("vi", "Giá tem là 1.000 đ. |Mức phí cố định."),
    ],
    "an abbreviation of a rank, an office or a unit ends no sentence before what it belongs to": [
        ("en", "The Rt. Hon. Ada Marsh, Dep. Dir. of the Nat. Gauge Office, met Amb. Thorne."),
        ("en", "Sgt. Cole sealed it on Tues. 14 Nov. 2017. |Nobody objected."),
        ("en", "Hold it at max. 25 °C for min. 48 hrs. |Weigh it again, ext. 12."),
        ("en", "The plate is 5 ft. 4 in. wide. |It hangs on the wall."),
        ("vi", "Ca mổ do BS. CKII. Lương Thế Bách thực hiện. |Người bệnh đã ổn định."),
    ],
    "initials may be joined by a hyphen": [
        ("en", "Present: S.-L. Hwang and J.-P. Rouault. |Apologies: E. Novak."),
    ],
    "a name may hold a mark of exclamation": [("en", "Wow! Inc. was fined. |It paid at once.")],
    "a letter after a name or a grade ends a sentence before a plain beginning": [
        ("en", "No lot was graded A. |They were returned."),
        ("en", "The lots were graded B or C. |None reached the top."),
        ("vi", "Người khiếu nại là bà Đỗ Thị N. |Chi cục đã nhận đơn."),
        ("vi", "Hồ sơ đã gửi Ban Tổ chức T.Ư. |Hội nghị sẽ họp vào tháng 10."),
    ],
    "an enumerator within a line stays with its text too": [
        ("en", "Step 1. Open the form. |Step 2. Attach the seal. |3.2.2. Gauges are sealed."),
        ("en", "The office cited Opinion No. 3. |No. 4 is pending."),
        ("vi", "1. Chủ cơ sở nộp đơn. |2. Chi cục kiểm tra. |3. Tem được dán."),
        ("vi", "Phần thứ nhất. NHỮNG QUY ĐỊNH CHUNG"),
    ],
    "the attribution of a quotation may be an office with a name": [
        ("vi", "“Tem còn nguyên không?” Phó Chi cục trưởng Lê Vinh hỏi. |Mọi người im lặng."),
        ("vi", "“Tem còn nguyên.” |Sau đó, đoàn ra về."),
    ],
    "a sentence ends without a space after a bracket or an ellipsis": [
        ("en", "The pump was sealed (see Annex 2).|The owner signed."),
        ("en", "Bring scales, meters, taps...|Staff check them."),
        ("vi", "Cân phải có dấu hợp quy (CR).|Sau đó mới được bán."),
    ],
    "a Greek letter may begin a sentence": [
        ("vi", "Bước sóng được đo. |λ tính theo công thức (3)."),
    ],
    "no-break spaces are spaces": [
        ("en", "See No.\u00a04 of Dr.\u00a0Mai.\u00a0|It is short."),
        ("vi", "Gặp TS.\u00a0Mai tại Q.\u00a07.\u00a0|Bà đã đi."),
    ],
}
